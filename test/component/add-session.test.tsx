import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appError } from '../../shared/model/app-error.ts';
import { aSession, signedOut } from '../fakes/window-fixtures.ts';
import { renderWindow } from './support/render-window.tsx';

const openAws = async () => {
  const rendered = await renderWindow();
  await rendered.user.click(screen.getByRole('button', { name: /^AWS IAM Identity Center/ }));
  return rendered;
};
const name = () => screen.getByLabelText<HTMLInputElement>('Name');
const startUrl = () => screen.getByLabelText<HTMLInputElement>('Start URL or issuer URL');
const region = () =>
  screen.getByRole<HTMLInputElement>('combobox', { name: 'Region of IAM Identity Center' });
const submit = () => screen.getByRole('button', { name: 'Add session' });

describe('adding an AWS session', () => {
  it('hands what was typed to main, and the session appears', async () => {
    const { user, world } = await openAws();
    await user.type(startUrl(), 'https://my-company.awsapps.com/start/');
    await user.type(region(), 'eu-west-1');
    await user.click(submit());
    expect(world.callsOf('sessions.addAws')).toEqual([
      {
        name: 'my-sso',
        startUrl: 'https://my-company.awsapps.com/start/',
        region: 'eu-west-1',
        scopes: null,
      },
    ]);
    expect(await screen.findByText('Sign in to my-sso to see its accounts and roles.')).toBeDefined();
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
  });

  it('says that the consent page names Latchkey', async () => {
    await openAws();
    expect(screen.getByText(/consent page in the browser will name Latchkey/)).toBeDefined();
  });

  it('does not call a field wrong before it was filled in', async () => {
    const { user } = await openAws();
    await user.click(startUrl());
    await user.click(region());
    await user.click(name());
    expect(startUrl().getAttribute('aria-invalid')).toBeNull();
    expect(region().getAttribute('aria-invalid')).toBeNull();
  });

  it('asks main for nothing while a field is wrong, and says which', async () => {
    const { user, world } = await openAws();
    await user.click(submit());
    expect(world.callsOf('sessions.addAws')).toEqual([]);
    expect(startUrl().getAttribute('aria-invalid')).toBe('true');
    expect(region().getAttribute('aria-invalid')).toBe('true');
  });

  it('catches us_west-2 and offers what was meant', async () => {
    const { user } = await openAws();
    await user.type(region(), 'us_west-2');
    await user.tab();
    expect(screen.getByText(/“us_west-2” is not the name of an AWS region/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Use us-west-2' }));
    expect(region().value).toBe('us-west-2');
    expect(region().getAttribute('aria-invalid')).toBeNull();
  });

  it('refuses plain http', async () => {
    const { user } = await openAws();
    await user.type(startUrl(), 'http://my-company.awsapps.com/start');
    await user.tab();
    expect(screen.getByText(/does not begin with https:\/\//)).toBeDefined();
  });

  it('takes start URL and region out of the pasted text of the access-keys dialog', async () => {
    const { user } = await openAws();
    await user.click(startUrl());
    await user.paste('SSO start URL\nhttps://d-1234567890.awsapps.com/start/#\nSSO Region\neu-north-1\n');
    expect(startUrl().value).toBe('https://d-1234567890.awsapps.com/start/#');
    expect(region().value).toBe('eu-north-1');
  });

  it('takes the region out of a start URL that tells it, and lets it go with the URL', async () => {
    const { user, world } = await openAws();
    await user.type(startUrl(), 'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws');
    expect(region().value).toBe('eu-west-1');
    expect(screen.getByText('Taken from the start URL.')).toBeDefined();
    await user.clear(startUrl());
    expect(region().value).toBe('');
    await user.type(startUrl(), 'https://ssoins-1234567890abcdef.us-west-2.portal.amazonaws.com');
    await user.click(submit());
    expect(world.callsOf('sessions.addAws')).toMatchObject([{ region: 'us-west-2' }]);
  });

  it('leaves a region alone that was typed, says where it does not fit, and offers the other', async () => {
    const { user, world } = await openAws();
    await user.type(region(), 'us-east-1');
    await user.type(startUrl(), 'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws');
    expect(region().value).toBe('us-east-1');
    await user.click(submit());
    expect(screen.getByText(/The start URL is one of eu-west-1, not of us-east-1/)).toBeDefined();
    expect(world.callsOf('sessions.addAws')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Use eu-west-1' }));
    expect(region().value).toBe('eu-west-1');
  });

  it('explains the start page of AWS Builder ID instead of taking it', async () => {
    const { user, world } = await openAws();
    await user.type(startUrl(), 'https://view.awsapps.com/start');
    await user.click(submit());
    expect(screen.getByText(/start page of AWS Builder ID, which has no AWS accounts/)).toBeDefined();
    expect(world.callsOf('sessions.addAws')).toEqual([]);
  });

  it('needs no region for an address of one’s own domain, and says what happens with it', async () => {
    const { user, world } = await openAws();
    await user.type(startUrl(), 'https://aws.example.com');
    expect(screen.getByText(/address of your own domain/)).toBeDefined();
    await user.click(submit());
    expect(world.callsOf('sessions.addAws')).toMatchObject([
      { startUrl: 'https://aws.example.com', region: null },
    ]);
  });

  it('hands over flow, form, scopes and endpoints from More options', async () => {
    const { user, world } = await openAws();
    await user.type(startUrl(), 'https://my-company.awsapps.com/start');
    await user.type(region(), 'eu-west-1');
    await user.click(screen.getByText('More options'));
    await user.click(screen.getByRole('radio', { name: /^With a device code/ }));
    await user.click(screen.getByRole('radio', { name: /^Legacy/ }));
    await user.click(screen.getByRole('checkbox', { name: 'FIPS endpoints' }));
    await user.type(screen.getByLabelText('Registration scopes'), 'codewhisperer:analysis');
    expect(screen.getByText(/Without the scope sso:account:access/)).toBeDefined();
    await user.click(submit());
    expect(world.callsOf('sessions.addAws')).toEqual([
      {
        name: 'my-sso',
        startUrl: 'https://my-company.awsapps.com/start',
        region: 'eu-west-1',
        scopes: 'codewhisperer:analysis',
        flow: 'device',
        kind: 'legacy',
        endpointVariant: { fips: true },
      },
    ]);
  });

  it('names a host that is not AWS’s own, and uses it once it is allowed', async () => {
    const { user, world } = await openAws();
    world.fail(
      'sessions.addAws',
      appError('input.endpoint-unconfirmed', { variable: 'AWS_ENDPOINT_URL_SSO', host: 'sso.example.net' }),
    );
    await user.type(startUrl(), 'https://my-company.awsapps.com/start');
    await user.type(region(), 'eu-west-1');
    await user.click(submit());
    expect(screen.getByRole('alert').textContent).toContain(
      'AWS_ENDPOINT_URL_SSO leads to sso.example.net, which is not a host of AWS.',
    );
    world.fail('sessions.addAws', null);
    await user.click(screen.getByRole('button', { name: 'Allow sso.example.net' }));
    expect(world.callsOf('sessions.addAws').at(-1)).toMatchObject({
      confirmedEndpointHosts: ['sso.example.net'],
    });
  });

  it('finds a region by its city, by keyboard', async () => {
    const { user } = await openAws();
    await user.type(region(), 'frankf{ArrowDown}{Enter}');
    expect(region().value).toBe('eu-central-1');
    expect(screen.queryByRole('option')).toBeNull();
  });

  it('suggests a name that is free, and tells of one that is not', async () => {
    const { user } = await renderWindow({ state: { sessions: [aSession(signedOut)] } });
    await user.click(screen.getByRole('button', { name: 'Add session' }));
    expect(name().value).toBe('my-sso-2');
    await user.clear(name());
    await user.type(name(), 'my-sso');
    await user.tab();
    expect(screen.getByText(/There is a session named “my-sso” already/)).toBeDefined();
  });

  it('shows an error of main at its field until the value changes', async () => {
    const { user, world } = await openAws();
    world.fail('sessions.addAws', appError('input.start-url-not-https'));
    await user.type(startUrl(), 'https://my-company.awsapps.com/start');
    await user.type(region(), 'eu-west-1');
    await user.click(
      within(screen.getByRole('dialog', { hidden: true })).getByRole('button', { name: 'Add session' }),
    );
    expect(startUrl().getAttribute('aria-invalid')).toBe('true');
    await user.type(startUrl(), '/');
    expect(startUrl().getAttribute('aria-invalid')).toBeNull();
  });

  it('shows any other error of main in full', async () => {
    const { user, world } = await openAws();
    world.fail('sessions.addAws', appError('config.disk-full', { file: '~/.aws/config' }));
    await user.type(startUrl(), 'https://my-company.awsapps.com/start');
    await user.type(region(), 'eu-west-1');
    await user.click(submit());
    expect(screen.getByRole('alert').textContent).toContain(
      'The disk is full; ~/.aws/config could not be written.',
    );
    expect(screen.getByRole('alert').textContent).toContain('Make room');
  });
});

describe('adding a practice session', () => {
  const openPractice = async () => {
    const rendered = await renderWindow();
    await rendered.user.click(screen.getByRole('button', { name: /^Look around with the practice cloud/ }));
    return rendered;
  };

  it('asks for its size', async () => {
    const { user, world } = await openPractice();
    await user.clear(screen.getByLabelText('Accounts'));
    await user.type(screen.getByLabelText('Accounts'), '1000');
    await user.click(submit());
    expect(world.callsOf('sessions.addPractice')).toEqual([
      { name: 'practice', accounts: 1000, rolesPerAccount: 3 },
    ]);
  });

  it.each(['0', '1001', '1.5', 'many', ''])('takes no %j accounts', async (accounts) => {
    const { user, world } = await openPractice();
    await user.clear(screen.getByLabelText('Accounts'));
    if (accounts !== '') await user.type(screen.getByLabelText('Accounts'), accounts);
    await user.click(submit());
    expect(screen.getByText('A whole number from 1 to 1000.')).toBeDefined();
    expect(world.callsOf('sessions.addPractice')).toEqual([]);
  });
});

describe('the tray', () => {
  it('can ask for a view, or for a session to be added', async () => {
    const { change, world } = await renderWindow({ state: { sessions: [aSession(signedOut)] } });
    await change(() => world.emit('app', 'showView', { view: 'profiles' }));
    expect(screen.getByRole('heading', { name: 'Profiles' })).toBeDefined();
    await change(() => world.emit('app', 'showView', { view: 'add-session' }));
    expect(screen.getByRole('heading', { name: 'Add session' })).toBeDefined();
  });
});

import {
  CopyPlus,
  ExternalLink,
  FilePen,
  FileText,
  HandGrab,
  PenLine,
  SquareTerminal,
  Star,
  Trash2,
  Unlink,
} from 'lucide-react';
import type { ProfileRow } from '../../../shared/model/profile.ts';
import type { MenuItem } from '../../components/menu.tsx';
import { useShowOverlay } from '../../state/overlay.tsx';
import { useBridge, useTranslate } from '../../state/services.tsx';
import { useToasts } from '../../state/toasts.tsx';

const SIZE = 16;

/** What can be done with a profile: ours can be changed, foreign ones be taken into Latchkey's care. */
export function useProfileMenu(row: ProfileRow): readonly MenuItem[] {
  const t = useTranslate();
  const bridge = useBridge();
  const showOverlay = useShowOverlay();
  const toasts = useToasts();
  const { name, managed, cloud } = row;
  const aliyun = cloud === 'aliyun';

  const copyText = async (text: string) => {
    const reply = await bridge.app.copyText({ text });
    if (reply.ok) toasts.done(t('profiles.copied', { text }));
    else toasts.failed(reply.error);
  };
  const setManaged = async (manage: boolean) => {
    const target = { type: 'profile', name } as const;
    const reply = manage ? await bridge.found.manage(target) : await bridge.found.letGo(target);
    if (reply.ok) toasts.done(t(manage ? 'profiles.managed' : 'profiles.letGo', { name }));
    else toasts.failed(reply.error);
  };
  const item = (id: string, label: string, icon: MenuItem['icon'], onSelect: () => void): MenuItem => {
    return { id, label, icon, onSelect };
  };

  const canOpen = !aliyun && row.sessionId !== null && row.roleName !== null;
  const copies = [
    ...(canOpen
      ? [
          item('console', t('console.choose'), <ExternalLink size={SIZE} />, () => {
            showOverlay({ type: 'open-console', target: { type: 'profile', name }, name });
          }),
        ]
      : []),
    item('command', t('profiles.copyCommand'), <SquareTerminal size={SIZE} />, () => {
      void copyText(commandFor(row));
    }),
    item('name', t('profiles.copyName'), <CopyPlus size={SIZE} />, () => {
      void copyText(name);
    }),
    item('path', t('profiles.copyPath'), <FileText size={SIZE} />, () => {
      void copyText(row.file);
    }),
  ];
  const makeDefault = row.current
    ? []
    : [
        item(
          'default',
          t(aliyun ? 'aliyunWindow.profile.makeCurrentItem' : 'profiles.makeDefaultItem'),
          <Star size={SIZE} />,
          () => {
            showOverlay({ type: 'default-profile', name, cloud });
          },
        ),
      ];
  if (!managed && aliyun) {
    // Pointing at a profile changes nothing of it, whoever wrote it.
    return row.valid ? [...makeDefault, ...copies] : copies;
  }
  if (!managed) {
    const manageable = row.sessionName !== null || row.delivery === 'legacy';
    const manage = item('manage', t('profiles.manageItem'), <HandGrab size={SIZE} />, () => {
      void setManaged(true);
    });
    return manageable ? [...copies, manage] : copies;
  }
  return [
    item('edit', t('profiles.edit'), <FilePen size={SIZE} />, () => {
      showOverlay({ type: 'edit-profile', name, cloud });
    }),
    item('rename', t('profiles.renameItem'), <PenLine size={SIZE} />, () => {
      showOverlay({ type: 'rename-profile', name, cloud });
    }),
    ...makeDefault,
    ...copies,
    ...(row.delivery === 'static' || aliyun
      ? []
      : [
          item('let-go', t('profiles.letGoItem'), <Unlink size={SIZE} />, () => {
            void setManaged(false);
          }),
        ]),
    {
      ...item('remove', t('profiles.removeItem'), <Trash2 size={SIZE} />, () => {
        showOverlay({ type: 'remove-profile', name, cloud });
      }),
      danger: true,
    },
  ];
}

/** A command that shows the profile works. */
function commandFor({ name, cloud, practice, current }: ProfileRow): string {
  const command = cloud === 'aws' ? 'aws sts get-caller-identity' : 'aliyun sts GetCallerIdentity';
  if (practice) return `latchkey exec ${quoted(name)} -- ${command}`;
  return current ? command : `${command} --profile ${quoted(name)}`;
}

/** For a POSIX shell: nothing inside single quotes means anything but the quote itself. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

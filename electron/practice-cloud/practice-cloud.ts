import { type AliyunPractice, createAliyunPractice } from './aliyun/aliyun-practice.ts';
import { aliyunRoutes, aliyunStsPath } from './aliyun/aliyun-routes.ts';
import { cloudSsoPath } from './aliyun/cloud-sso.ts';
import type { PracticeContext } from './context.ts';
import type { AliyunSite } from '../../shared/aliyun/sites.ts';
import { Faults } from './faults.ts';
import { type RunningServer, startHttpServer } from './http-server.ts';
import { lifetimesOf, type PortalSize, type PracticeCloudOptions } from './options.ts';
import { RequestLog } from './request-log.ts';
import { awsRoutes, servicePaths } from './routes.ts';
import { exportState, importState } from './saved-state.ts';
import { regionPrefix } from './region.ts';
import { DEFAULT_PORTAL, type PortalOptions, type PortalWorld, PracticeWorld } from './world.ts';

export type { Fault, Faults } from './faults.ts';
export type { Operation } from './request-log.ts';
export type { PortalSize, PracticeCloudOptions } from './options.ts';
export type { PracticeWorld } from './world.ts';

/** Base URLs for `AWS_ENDPOINT_URL_SSO_OIDC`, `AWS_ENDPOINT_URL_SSO` and `AWS_ENDPOINT_URL_STS`. */
export interface PracticeEndpoints {
  readonly ssoOidc: string;
  readonly sso: string;
  readonly sts: string;
  /** Where a console is opened with role credentials (protocol/aws.md §7.3). */
  readonly federation: string;
}

/** What stands in for the services of Alibaba Cloud; for `LATCHKEY_ALIYUN_…_URL` (design.md §7). */
export interface PracticeAliyunEndpoints {
  readonly signIn: string;
  readonly oauth: string;
  readonly sts: string;
  readonly cloudSso: string;
  /** The sign-in URL of the CloudSSO directory. */
  readonly cloudSsoSignInUrl: string;
}

/** A loopback stand-in for IAM Identity Center, STS and Alibaba Cloud (product.md §7). */
export interface PracticeCloud {
  /**
   * Listens on 127.0.0.1, at `port` if it is free and at another one if not. Called again while running, it gives what
   * is running.
   */
  start(port?: number): Promise<{ readonly origin: string; readonly port: number }>;
  /** Closes the listener and every connection. What was registered and issued is kept for the next start. */
  stop(): Promise<void>;
  /** Adds or replaces a portal of its own size; ids are a few lower-case letters, digits and hyphens. */
  addPortal(id: string, size: PortalSize, options?: PortalOptions): void;
  /** The start URL of a portal, of the default one without an id. Throws while stopped. */
  startUrl(portalId?: string): string;
  /** The issuer URL of a portal, good wherever a start URL is (protocol/aws.md §1.5). Throws while stopped. */
  issuerUrl(portalId?: string): string;
  /** The services of the default portal. Throws while stopped. */
  readonly endpoints: PracticeEndpoints;
  /** The services of the region that a portal is in. Throws while stopped. */
  endpointsOf(portalId: string): PracticeEndpoints;
  /** The services of Alibaba Cloud. Throws while stopped. */
  aliyunEndpoints(site: AliyunSite): PracticeAliyunEndpoints;
  /** What the Alibaba Cloud half remembers, and how it behaves. */
  readonly aliyun: AliyunPractice;
  readonly faults: Faults;
  readonly world: PracticeWorld;
  readonly log: RequestLog;
  /** What must survive a restart, for `savedState`. Contains secrets, of the practice kind. */
  exportState(): string;
}

/** A practice cloud that does not listen yet. */
export function createPracticeCloud(options: PracticeCloudOptions): PracticeCloud {
  const saved = importState(options.savedState ?? '');
  const state = saved.aws;
  const aliyun = createAliyunPractice(saved.aliyun);
  const world = new PracticeWorld(options.seed ?? 'latchkey', state.access);
  world.addPortal(DEFAULT_PORTAL, options, { hostileNames: options.hostileNames === true });
  const faults = new Faults(state, options.after?.bind(options) ?? null);
  const log = new RequestLog();
  const context: PracticeContext = {
    now: () => options.now(),
    random: (bytes) => options.random(bytes),
    lifetimes: lifetimesOf(options),
    state,
    world,
    faults,
    aliyun,
  };

  let running: Promise<RunningServer> | null = null;
  let origin: string | null = null;
  const requireOrigin = (): string => {
    if (origin === null) throw new Error('the practice cloud is not running');
    return origin;
  };

  const requirePortal = (portalId: string): PortalWorld => {
    const portal = world.portal(portalId);
    if (portal === undefined) throw new Error(`no such portal: ${portalId}`);
    return portal;
  };
  const endpointsOf = (portalId: string): PracticeEndpoints => {
    const base = requireOrigin() + regionPrefix(requirePortal(portalId).region);
    return {
      ssoOidc: base + servicePaths.ssoOidc,
      sso: base + servicePaths.sso,
      sts: base + servicePaths.sts,
      federation: base + servicePaths.federation,
    };
  };

  return {
    aliyun,
    aliyunEndpoints: (site) => {
      const base = requireOrigin();
      const ofSite = `${base}/aliyun/${site.toLowerCase()}`;
      const cloudSso = base + cloudSsoPath;
      return {
        signIn: ofSite,
        oauth: ofSite,
        sts: base + aliyunStsPath,
        cloudSso,
        cloudSsoSignInUrl: `${cloudSso}/start/login`,
      };
    },
    faults,
    world,
    log,
    start: async (port = 0) => {
      running ??= startHttpServer(
        { routes: [...awsRoutes, ...aliyunRoutes], context, log, frontSecret: options.frontSecret ?? null },
        port,
      );
      const starting = running;
      const server = await starting.catch((error: unknown) => {
        if (running === starting) running = null;
        throw error;
      });
      const started = `http://127.0.0.1:${server.port}`;
      if (running === starting) origin = started;
      return { origin: started, port: server.port };
    },
    stop: async () => {
      const stopping = running;
      running = null;
      origin = null;
      await (await stopping)?.close();
    },
    addPortal: (id, size, portalOptions) => {
      world.addPortal(id, size, portalOptions);
    },
    startUrl: (portalId = DEFAULT_PORTAL) => requireOrigin() + requirePortal(portalId).startPath,
    issuerUrl: (portalId = DEFAULT_PORTAL) => requireOrigin() + requirePortal(portalId).issuerPath,
    get endpoints() {
      return endpointsOf(DEFAULT_PORTAL);
    },
    endpointsOf,
    exportState: () => exportState(saved),
  };
}

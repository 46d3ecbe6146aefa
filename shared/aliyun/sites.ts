/** The two sites of Alibaba Cloud: user bases, hosts and client ids of their own (protocol/aliyun.md §1.1). */
export const aliyunSites = {
  CN: {
    signInUrl: 'https://signin.aliyun.com',
    oauthUrl: 'https://oauth.aliyun.com',
    clientId: '4038181954557748008',
    consoleUrl: 'https://ram.console.aliyun.com',
  },
  INTL: {
    signInUrl: 'https://signin.alibabacloud.com',
    oauthUrl: 'https://oauth.alibabacloud.com',
    clientId: '4103531455503354461',
    consoleUrl: 'https://ram.console.alibabacloud.com',
  },
} as const;

export type AliyunSite = keyof typeof aliyunSites;

/** Both sites; the CLI takes exactly these spellings. */
export const aliyunSiteIds = Object.keys(aliyunSites) as readonly AliyunSite[];

/** STS answers for both sites here (protocol/aliyun.md §7). */
export const aliyunStsUrl = 'https://sts.aliyuncs.com';

/** Where an administrator installs `official-cli`, and where users and roles are assigned to it (protocol/aliyun.md §1.10). */
export function aliyunAdministratorPages(site: AliyunSite): {
  readonly install: string;
  readonly assign: string;
} {
  const { consoleUrl, clientId } = aliyunSites[site];
  return {
    install: `${consoleUrl}/applications?activeTab=ThirdParty`,
    assign: `${consoleUrl}/applications/${clientId}?appType=ThirdPartyApp&activeTab=Assignments`,
  };
}

/** The loopback ports that are registered for `official-cli`, in the order in which they are tried (protocol/aliyun.md §1.4). */
export const aliyunCallbackPorts: readonly number[] = [12345, 12346, 12347, 12348, 12349];

export const aliyunCallbackPath = '/cli/callback';

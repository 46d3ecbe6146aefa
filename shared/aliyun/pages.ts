/** Alibaba Cloud pages that a browser may be sent to: sign-in and the RAM console of both sites (protocol/aliyun.md §1.1, §1.10). */
export const aliyunPageHosts: readonly string[] = [
  'signin.aliyun.com',
  'ram.console.aliyun.com',
  'signin.alibabacloud.com',
  'ram.console.alibabacloud.com',
];

/** Direct subdomains are CloudSSO sign-in pages (protocol/aliyun.md §4). */
export const aliyunSignInSuffix = '.alibabacloudsso.com';

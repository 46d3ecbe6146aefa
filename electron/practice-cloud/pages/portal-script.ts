/** The script of the portal's start page: takes `#/console?…` (protocol/aws.md §7.3) to the page that shows it. */
export const portalScript = `const link = /^#\\/console\\?(.*)$/u.exec(location.hash);
if (link !== null) location.replace(location.pathname.replace(/\\/$/u, '') + '/console?' + link[1]);
`;

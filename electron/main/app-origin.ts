import { app } from 'electron';

/** Origin of the window's page: a scheme of our own, so that a content policy applies and nothing comes from `file:`. */
export const appScheme = 'app';
const appOrigin = `${appScheme}://clusterwright`;

/** Address of the development server, given by `npm run dev`; never honoured in a packaged application. */
const developmentServer = app.isPackaged ? undefined : process.env['CLUSTERWRIGHT_DEV_SERVER'];

/** Address of the page that the window shows. */
export const pageUrl = developmentServer ?? `${appOrigin}/index.html`;

/** Whether an address belongs to our own page. */
export function isOurPage(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    const ours = new URL(pageUrl);
    return protocol === ours.protocol && host === ours.host;
  } catch {
    return false;
  }
}

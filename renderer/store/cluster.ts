import { request } from '../ipc/client.ts';
import { Mirror } from './mirror.ts';

/** At the next frame; a hidden window gets no frames, so then by a timer. */
function nextFrame(flush: () => void): void {
  if (document.hidden) setTimeout(flush, 200);
  else requestAnimationFrame(flush);
}

/** The one mirror of the window. Fed in `app/start.ts`. */
export const mirror = new Mirror(nextFrame, () => void request('design.resync'));

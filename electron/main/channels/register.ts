import { ipcMain, type WebFrameMain } from 'electron';
import { requests, type RequestName } from '../../../shared/ipc/contract.ts';
import type { AppError } from '../../../shared/ipc/errors.ts';
import { assert } from '../../../shared/assert.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { MainHandlers } from './handlers.ts';

type AnyHandler = (request: unknown) => Promise<Result<unknown, AppError>> | Result<unknown, AppError>;

/**
 * Answers every channel of the contract whose target is main: checks that our window asks, parses the request by its schema, runs the
 * handler, makes an answer of whatever goes wrong. A channel without a handler stops the application at its start.
 */
export function registerMainChannels(maps: readonly MainHandlers[], isOurWindow: (frame: WebFrameMain | null) => boolean): void {
  const handlers = Object.assign({}, ...maps) as Partial<Record<RequestName, AnyHandler>>;
  for (const [name, channel] of Object.entries(requests) as [RequestName, (typeof requests)[RequestName]][]) {
    if (channel.target !== 'main') continue;
    const handler = handlers[name];
    assert(handler, `main handles ${name}`);
    ipcMain.handle(name, async (event, payload: unknown): Promise<Result<unknown, AppError>> => {
      if (!isOurWindow(event.senderFrame)) return err({ kind: 'BadRequest', detail: 'Only the application\'s own window may ask.' });
      const parsed = channel.request.safeParse(payload);
      if (!parsed.success) {
        return err({
          kind: 'BadRequest',
          detail: `${name}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
        });
      }
      try {
        return await handler(parsed.data);
      } catch (cause) {
        console.error(name, cause);
        return err({ kind: 'Internal', detail: `${name}: ${cause instanceof Error ? cause.message : String(cause)}` });
      }
    });
  }
}

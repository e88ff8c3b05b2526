import { requests } from '../../shared/ipc/contract.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Handlers } from './channels/handlers.ts';
import type { ControlPlane } from './control-plane.ts';

type AnyHandler = (request: unknown, controlPlane: ControlPlane) => Result<unknown, AppError>;

/**
 * Answers requests by name: parses by the contract's schema, runs the handler, and makes an answer of whatever goes wrong. Never throws.
 */
export class Dispatcher {
  private readonly handlers: Readonly<Record<string, AnyHandler>>;
  private readonly controlPlane: ControlPlane;
  private readonly report: (channel: string, cause: unknown) => void;

  /** @param report hears of mistakes of this program; the asker gets an Internal error */
  constructor(maps: readonly Handlers[], controlPlane: ControlPlane, report: (channel: string, cause: unknown) => void) {
    this.handlers = Object.assign(Object.create(null), ...maps) as Record<string, AnyHandler>;
    this.controlPlane = controlPlane;
    this.report = report;
  }

  answer(channel: unknown, payload: unknown): Result<unknown, AppError> {
    const name = String(channel);
    const definition = Object.hasOwn(requests, name) ? requests[name as keyof typeof requests] : undefined;
    const handler = this.handlers[name];
    if (definition?.target !== 'controlPlane' || !handler) {
      return err({ kind: 'BadRequest', detail: `There is no channel ${name.slice(0, 100)}.` });
    }
    try {
      const parsed = definition.request.safeParse(payload);
      if (!parsed.success) {
        return err({
          kind: 'BadRequest',
          detail: `${name}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ').slice(0, 1_000)}`,
        });
      }
      return handler(parsed.data, this.controlPlane);
    } catch (cause) {
      this.report(name, cause);
      return err({ kind: 'Internal', detail: `${name}: ${cause instanceof Error ? cause.message : String(cause)}` });
    }
  }
}

import { ok } from '../../../shared/result.ts';
import type { ControlPlane } from '../control-plane.ts';
import type { DesignSession } from '../session.ts';
import type { Answer } from '../../../shared/ipc/contract.ts';
import type { Handlers } from './handlers.ts';

/** Changes the clock and answers how it stands then. */
function withClock(controlPlane: ControlPlane, change: (session: DesignSession) => void): Answer<'clock.pause'> {
  const session = controlPlane.session();
  if (!session.ok) return session;
  change(session.value);
  controlPlane.pushClock();
  return ok(session.value.clockState());
}

export const clockHandlers: Handlers = {
  'clock.play': ({ speed }, controlPlane) => withClock(controlPlane, (session) => session.clock.play(speed)),
  'clock.pause': (_request, controlPlane) => withClock(controlPlane, (session) => session.clock.pause()),
  'clock.step': (_request, controlPlane) => withClock(controlPlane, (session) => session.clock.step()),
  'clock.runUntilQuiet': (_request, controlPlane) => withClock(controlPlane, (session) => session.clock.runUntilQuiet()),
  'clock.restart'(_request, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    session.value.restart();
    controlPlane.pushList();
    return ok(session.value.clockState());
  },
  'fault.inject'({ fault }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? session.value.inject(fault) : session;
  },
};

import { ok } from '../../../shared/result.ts';
import type { Handlers } from './handlers.ts';

export const cloudHandlers: Handlers = {
  'cloud.calls'({ limit, about }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(session.value.world.components.cloud?.calls(limit, about) ?? []) : session;
  },
  'cloud.cost'(_request, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const cost = session.value.world.components.cloud?.cost();
    return ok(cost ? { cost } : {});
  },
  'cloud.costHistory'(_request, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(session.value.timeline.usage.cost.all()) : session;
  },
};

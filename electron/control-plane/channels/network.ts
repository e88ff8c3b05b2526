import { ok } from '../../../shared/result.ts';
import { followRequest } from '../../engine/network/path/follow-request.ts';
import { proxyRulesView } from '../network/proxy-rules.ts';
import { reachView } from '../network/reach.ts';
import { traceView } from '../network/trace-view.ts';
import type { Handlers } from './handlers.ts';

export const networkHandlers: Handlers = {
  'network.trace'({ origin, target, draw = 0 }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    return ok(traceView(followRequest(session.value.world.components, origin, target, draw)));
  },
  'network.proxyRules'({ node, service, limit }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(proxyRulesView(session.value.world, node, limit, service && `${service.namespace}/${service.name}`)) : session;
  },
  'network.reach'({ ref }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(reachView(session.value.world.components.network, ref)) : session;
  },
};

import type { RequestTrace } from '../../../shared/network/trace.ts';
import { ok } from '../../../shared/result.ts';
import { followRequest } from '../../engine/network/path/follow-request.ts';
import { proxyRulesView } from '../network/proxy-rules.ts';
import { firstFailing } from '../network/first-failing.ts';
import { reachView } from '../network/reach.ts';
import { serviceWays } from '../network/service-ways.ts';
import { traceView } from '../network/trace-view.ts';
import type { Handlers } from './handlers.ts';

export const networkHandlers: Handlers = {
  'network.trace'({ origin, target, draw = 0, failing = false }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const { components } = session.value.world;
    const follow = (which: number): RequestTrace => followRequest(components, origin, target, which);
    const found = failing ? firstFailing(follow, draw) : undefined;
    return ok(found ? traceView(found.trace, found.draw) : traceView(follow(draw), draw));
  },
  'network.proxyRules'({ node, service, limit }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(proxyRulesView(session.value.world, node, limit, service && `${service.namespace}/${service.name}`)) : session;
  },
  'network.reach'({ ref }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(reachView(session.value.world.components.network, ref)) : session;
  },
  'network.serviceWays'({ ref }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(serviceWays(session.value.world.api, session.value.world.components.proxies, ref)) : session;
  },
};

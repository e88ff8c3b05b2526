import { ok } from '../../../shared/result.ts';
import { traceRequest } from '../../engine/network/path/trace-request.ts';
import { Prng, streamState } from '../../engine/simulation/prng.ts';
import { proxyRulesView } from '../network/proxy-rules.ts';
import { traceView } from '../network/trace-view.ts';
import type { Handlers } from './handlers.ts';

export const networkHandlers: Handlers = {
  'network.trace'({ origin, target, draw = 0 }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    // A look from outside: it takes nothing from the world's own draws.
    const random = new Prng(streamState(draw, 'trace'));
    return ok(traceView(traceRequest(session.value.world.components.network, origin, target, () => random.nextUint32() / 2 ** 32)));
  },
  'network.proxyRules'({ node, service, limit }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(proxyRulesView(session.value.world, node, limit, service && `${service.namespace}/${service.name}`)) : session;
  },
};

import { ok } from '../../../shared/result.ts';
import type { Comparisons } from '../comparisons.ts';
import type { Handlers } from './handlers.ts';

/** Handlers of the channels about comparisons. */
export function compareHandlers(comparisons: Comparisons): Handlers {
  return {
    'compare.start': (request) => comparisons.start(request),
    'compare.cancel'({ runId }) {
      comparisons.cancel(runId);
      return ok(undefined);
    },
    'compare.facts': ({ design }) => comparisons.facts(design),
  };
}

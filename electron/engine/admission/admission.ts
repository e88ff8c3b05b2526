import { ok } from '../../../shared/result.ts';
import type { Admission } from '../apistore/admission-port.ts';
import { admitCreate, admitUpdate } from './admit.ts';
import { admitStatusUpdate } from './admit-status.ts';
import type { AdmissionContext } from './context.ts';
import { chargeQuotas } from './quota/check-quota.ts';

/** Admission as the API server calls it, with everything that it may look up. */
export function createAdmission(context: AdmissionContext): Admission {
  return {
    create: (object) => admitCreate(object, context),
    charge: (object, old) => chargeQuotas(object, old, context),
    update: (old, next, typed) => admitUpdate(old, next, context, typed),
    updateStatus: (old, next, typed) => (typed ? ok(next) : admitStatusUpdate(old, next)),
  };
}

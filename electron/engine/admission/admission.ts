import { isBuiltInKind } from '../../../shared/kubernetes/registry.ts';
import type { Status } from '../../../shared/kubernetes/status.ts';
import { failure } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Result } from '../../../shared/result.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Admission } from '../apistore/admission-port.ts';
import type { CustomKind } from '../apistore/custom-kinds.ts';
import { CustomKinds } from '../apistore/custom-kinds.ts';
import { admitCustomCreate, admitCustomStatus, admitCustomUpdate } from './admit-custom.ts';
import { admitCreate, admitUpdate, withoutServerFields } from './admit.ts';
import { admitStatusUpdate } from './admit-status.ts';
import type { AdmissionContext } from './context.ts';
import { chargeQuotas } from './quota/check-quota.ts';

/** Admission as the API server calls it, with everything that it may look up. */
export function createAdmission(context: AdmissionContext): Admission {
  const kinds = new CustomKinds({ list: <T extends KubernetesObject>(resource: string) => context.list(resource) as Iterable<T> });
  return {
    create: (object, options = {}) => {
      const kind = customKindOf(object, kinds);
      if (!kind.ok) return kind;
      if (kind.value?.definition.metadata.deletionTimestamp) {
        return err(failure('MethodNotAllowed', 'create not allowed while custom resource definition is terminating'));
      }
      return kind.value ? admitCustomCreate(object, kind.value, options, withoutServerFields) : admitCreate(object, context, options);
    },
    charge: (object, old, onRefusal) => chargeQuotas(object, old, context, onRefusal),
    update: (old, next, typed, options = {}) => {
      const kind = customKindOf(next, kinds);
      if (!kind.ok) return kind;
      return kind.value ? admitCustomUpdate(old, next, kind.value, options) : admitUpdate(old, next, context, typed, options);
    },
    updateStatus: (old, next, typed, options = {}) => {
      if (typed) return ok(next);
      const kind = customKindOf(next, kinds);
      if (!kind.ok) return kind;
      return kind.value ? admitCustomStatus(old, next, kind.value, options) : admitStatusUpdate(old, next, options);
    },
  };
}

/** The custom kind of an object; none for built-in kinds and for those that nobody defined. Errors: NotFound for a version that is not served. */
function customKindOf({ apiVersion, kind }: KubernetesObject, kinds: CustomKinds): Result<CustomKind | undefined, Status> {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || isBuiltInKind(apiVersion, kind)) return ok(undefined);
  const found = kinds.find(apiVersion, kind);
  return found || !kinds.isDefined(apiVersion, kind) ? ok(found) : err(failure('NotFound', 'the server could not find the requested resource'));
}

import { jsonEqual } from '../../../../shared/json.ts';
import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { fieldsOf, textOf } from '../../../../shared/kubernetes/fields.ts';
import type { Container, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';

const prefix = 'container.apparmor.security.beta.kubernetes.io/';
const localhost = 'localhost/';

/** The annotations that say which AppArmor profile a container runs under; undefined when there are none. */
export function appArmorAnnotations(annotations: Record<string, string> = {}): Record<string, string> | undefined {
  const own = Object.entries(annotations).filter(([key]) => key.startsWith(prefix));
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/**
 * Writes what annotations say, which are older than the field, into the security context of the containers that do not say it themselves; not where
 * the whole pod has the same profile. Returns the same spec when there is nothing to write. Source: applyAppArmorVersionSkew, pkg/registry/core/pod/strategy.go.
 */
export function withAppArmorFields(spec: PodSpec, annotations: Record<string, string> | undefined): PodSpec {
  const own = appArmorAnnotations(annotations);
  const fields = spec as unknown as Fields;
  if (!own || textOf(fieldsOf(fields, 'os'), 'name') === 'windows') return spec;
  const ofPod = fieldsOf(fields, 'securityContext')['appArmorProfile'];
  const complete = (container: Container): Container => {
    const context = fieldsOf(container as unknown as Fields, 'securityContext');
    const profile = profileOf(own[prefix + container.name]);
    if (!profile || context['appArmorProfile'] !== undefined || jsonEqual(profile, ofPod)) return container;
    return { ...container, securityContext: { ...context, appArmorProfile: profile } } as Container;
  };
  const { containers, initContainers } = spec;
  return { ...spec, containers: containers.map(complete), ...(initContainers ? { initContainers: initContainers.map(complete) } : {}) };
}

/** Annotations that mean nothing are left alone. Source: ApparmorFieldForAnnotation, ValidateAppArmorProfileField. */
function profileOf(annotation: string | undefined): Fields | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  if (!annotation?.startsWith(localhost)) return undefined;
  const name = annotation.slice(localhost.length);
  return name === '' || name !== name.trim() || name.length > 4_095 ? undefined : { type: 'Localhost', localhostProfile: name };
}

import type { Labels } from '../../../../shared/kubernetes/label-selector.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Selecting } from '../selector-index.ts';

/** Whether pods are listed for it: not for one without a selector, whose endpoints somebody else keeps, nor for a mere name. */
export function hasSlices({ spec }: Service): boolean {
  return spec.type !== 'ExternalName' && spec.selector !== undefined;
}

/** A Service's selector is a set of labels, all of which a pod must have. */
export function selects({ spec: { selector } }: Service, labels: Labels | undefined): boolean {
  return selector !== undefined && Object.entries(selector).every(([key, value]) => labels?.[key] === value);
}

export function selectingOf(service: Service): Selecting | undefined {
  if (!hasSlices(service)) return undefined;
  return { matches: (labels) => selects(service, labels), needs: Object.entries(service.spec.selector ?? {})[0] };
}

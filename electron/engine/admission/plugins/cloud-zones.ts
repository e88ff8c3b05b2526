import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { fieldsOf, textOf, textsOf } from '../../../../shared/kubernetes/fields.ts';
import { ownApiVersion } from '../../../../shared/kubernetes/own-kinds/own-kind.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { FieldErrors } from '../../../../shared/kubernetes/validation/field-errors.ts';
import { notSupported } from '../../../../shared/kubernetes/validation/field-errors.ts';

/** The zones that a provider has. */
export interface CloudZones {
  readonly names: readonly string[];
  /** The zone that a design's name for one means; undefined: none of these. */
  zoneFor(name: string): string | undefined;
}

/** Puts machines and node groups into zones that the provider has: `zone-b`, as designs call it that do not care, becomes its zone with that letter. In place. */
export function placeInZones(object: KubernetesObject, zones: CloudZones | undefined): FieldErrors {
  if (!zones || object.apiVersion !== ownApiVersion) return [];
  const spec = fieldsOf(object as unknown as Fields, 'spec');
  const errors: FieldErrors = [];
  const translate = (path: string, name: string): string => {
    const zone = zones.zoneFor(name);
    if (zone === undefined) errors.push(notSupported(path, name, zones.names));
    return zone ?? name;
  };
  if (object.kind === 'Machine' && textOf(spec, 'zone') !== '') spec['zone'] = translate('spec.zone', textOf(spec, 'zone'));
  if (object.kind === 'NodeGroup') {
    const translated = textsOf(spec, 'zones').map((name, index) => translate(`spec.zones[${index}]`, name));
    // Those of one letter that the provider does not have fall together.
    spec['zones'] = [...new Set(translated)];
  }
  return errors;
}

import type { JsonObject } from '../json.ts';
import type { Taint } from '../kubernetes/types/pod.ts';
import { pathText, type ConfigReader } from './config-reader.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;

/** Taints as Kubernetes writes them, `{ key, value?, effect }`; also as a map of `key: value:Effect`, which eksctl's unmanaged groups take. */
export function readTaints(reader: ConfigReader, owner: JsonObject, path: readonly (string | number)[]): Taint[] {
  const given = owner['taints'];
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) {
    return Object.entries(reader.textMap(owner, path, 'taints')).flatMap(([key, text]) => {
      const [value = '', effect = ''] = text.includes(':') ? text.split(':') : ['', text];
      return taint(reader, key, value, effect, [...path, 'taints', key]);
    });
  }
  return reader.maps(owner, path, 'taints').flatMap(({ map, at }) => {
    const key = reader.text(map, at, 'key');
    if (key === undefined) {
      reader.error(at, `${pathText(at)}: a taint needs a key.`);
      return [];
    }
    return taint(reader, key, reader.text(map, at, 'value') ?? '', reader.text(map, at, 'effect') ?? '', at);
  });
}

function taint(reader: ConfigReader, key: string, value: string, effect: string, at: readonly (string | number)[]): Taint[] {
  const known = effects.find((one) => one === effect);
  if (known) return [{ key, ...(value === '' ? {} : { value }), effect: known }];
  reader.error(at, `${pathText(at)}: the effect of a taint is one of ${effects.join(', ')}, not "${effect}".`);
  return [];
}

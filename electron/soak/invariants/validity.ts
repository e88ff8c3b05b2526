import { validateCreate } from '../../../shared/kubernetes/validation/validate.ts';
import type { ClusterInvariant } from './index.ts';

/** Every object that changed could be created anew as it is: the components write nothing that a person may not write. */
export const storedObjectsAreValid: ClusterInvariant = {
  name: 'stored objects are valid',
  check(_world, { changed }) {
    const problems: string[] = [];
    for (const [key, object] of changed) {
      if (object.kind === 'Event') continue;
      const [first] = validateCreate(object);
      if (first) problems.push(`${key}: ${JSON.stringify(first)}`);
    }
    return problems;
  },
};

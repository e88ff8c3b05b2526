import type { JsonObject } from '../../../shared/json.ts';
import { uniqueName } from '../../gestures/names.ts';

/** What "Add" in the list of containers writes: a small web server with a free name, to be edited at once. */
export function freshContainer(taken: readonly string[]): JsonObject {
  return {
    name: uniqueName('nginx', new Set(taken)),
    image: 'nginx:1.27',
    ports: [{ containerPort: 80 }],
    resources: { requests: { cpu: '100m', memory: '64Mi' } },
  };
}

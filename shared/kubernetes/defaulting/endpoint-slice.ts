import type { Fields } from '../fields.ts';
import { itemsOf } from '../fields.ts';

/** Source: discovery/v1 SetDefaults_EndpointPort. */
export function defaultEndpointSlice(slice: Fields): void {
  for (const port of itemsOf(slice, 'ports')) {
    port['name'] ??= '';
    port['protocol'] ??= 'TCP';
  }
}

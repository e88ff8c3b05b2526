import type { Fields } from '../fields.ts';
import { ensureFields, setDefault, textsOf } from '../fields.ts';

/** Source: SetDefaults_CSIDriver. */
export function defaultCsiDriver(driver: Fields): void {
  const spec = ensureFields(driver, 'spec');
  setDefault(spec, 'attachRequired', true);
  setDefault(spec, 'podInfoOnMount', false);
  setDefault(spec, 'storageCapacity', false);
  setDefault(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
  setDefault(spec, 'requiresRepublish', false);
  setDefault(spec, 'seLinuxMount', false);
  if (textsOf(spec, 'volumeLifecycleModes').length === 0) spec['volumeLifecycleModes'] = ['Persistent'];
}

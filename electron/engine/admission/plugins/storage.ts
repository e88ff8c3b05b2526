import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { ensureFields, fieldsOf, isSet, textMapOf, textOf, textsOf } from '../../../../shared/kubernetes/fields.ts';
import type { AdmissionContext } from '../context.ts';
import { defaultClassOf } from './default-class.ts';

const defaultClassAnnotation = 'storageclass.kubernetes.io/is-default-class';
const betaDefaultClassAnnotation = 'storageclass.beta.kubernetes.io/is-default-class';
const betaClassAnnotation = 'volume.beta.kubernetes.io/storage-class';

/** A claim or volume in use is not deleted under its users. Source: plugin/pkg/admission/storage/storageobjectinuseprotection. */
export function protectStorageObject(object: Fields, finalizer: string): void {
  const metadata = ensureFields(object, 'metadata');
  const finalizers = textsOf(metadata, 'finalizers');
  if (!finalizers.includes(finalizer)) metadata['finalizers'] = [...finalizers, finalizer];
}

/**
 * A claim without a class gets the default one; of several the newest, then the first by name. Source:
 * plugin/pkg/admission/storage/storageclass/setdefault.
 */
export function defaultStorageClassOf(claim: Fields, context: AdmissionContext): void {
  const spec = ensureFields(claim, 'spec');
  if (isSet(spec, 'storageClassName') || textMapOf(fieldsOf(claim, 'metadata'), 'annotations')[betaClassAnnotation] !== undefined) return;
  const name = defaultClassOf(context.list('storageclasses'), defaultClassAnnotation, betaDefaultClassAnnotation);
  if (name !== undefined) spec['storageClassName'] = name;
}

/** `dataSource` and `dataSourceRef` mean the same as long as the source is in the claim's own namespace. Source: NormalizeDataSources. */
export function normalizeDataSources(claim: Fields): void {
  const spec = ensureFields(claim, 'spec');
  if (isSet(spec, 'dataSource') && !isSet(spec, 'dataSourceRef')) spec['dataSourceRef'] = { ...fieldsOf(spec, 'dataSource') };
  else if (isSet(spec, 'dataSourceRef') && !isSet(spec, 'dataSource') && textOf(fieldsOf(spec, 'dataSourceRef'), 'namespace') === '') {
    const { apiGroup, kind, name } = fieldsOf(spec, 'dataSourceRef');
    spec['dataSource'] = { ...(apiGroup === undefined ? {} : { apiGroup }), kind, name };
  }
}

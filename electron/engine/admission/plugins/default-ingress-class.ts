import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { ensureFields, fieldsOf, isSet, textMapOf } from '../../../../shared/kubernetes/fields.ts';
import type { AdmissionContext } from '../context.ts';
import { defaultClassOf } from './default-class.ts';

const defaultAnnotation = 'ingressclass.kubernetes.io/is-default-class';
const oldClassAnnotation = 'kubernetes.io/ingress.class';

/** A new Ingress without a class gets the default one. Source: plugin/pkg/admission/network/defaultingressclass. */
export function defaultIngressClass(ingress: Fields, context: AdmissionContext): void {
  const spec = ensureFields(ingress, 'spec');
  if (isSet(spec, 'ingressClassName') || textMapOf(fieldsOf(ingress, 'metadata'), 'annotations')[oldClassAnnotation] !== undefined) return;
  const name = defaultClassOf(context.list('ingressclasses'), defaultAnnotation);
  if (name !== undefined) spec['ingressClassName'] = name;
}

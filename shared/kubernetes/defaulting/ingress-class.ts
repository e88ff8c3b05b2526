import type { Fields } from '../fields.ts';
import { fieldsOf, optionalFields, setDefault } from '../fields.ts';

/** Source: networking/v1 SetDefaults_IngressClass. */
export function defaultIngressClass(ingressClass: Fields): void {
  const parameters = optionalFields(fieldsOf(ingressClass, 'spec'), 'parameters');
  if (parameters) setDefault(parameters, 'scope', 'Cluster');
}

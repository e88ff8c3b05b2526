import type { CustomResourceDefinition, CustomResourceVersion } from '../../../shared/kubernetes/custom-resources/definition.ts';
import type { StructuralSchema } from '../../../shared/kubernetes/custom-resources/structural-schema.ts';

/** The custom kinds of the vectors, as their README describes them; undefined for other kinds. */
export function customDefinition(kind: string): CustomResourceDefinition | undefined {
  const version = Object.hasOwn(versions, kind) ? versions[kind] : undefined;
  if (!version) return undefined;
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `${plural}.example.com` },
    spec: { group: 'example.com', names: { plural, kind }, scope: 'Namespaced', versions: [{ name: 'v1', served: true, storage: true, ...version }] },
  };
}

const text: StructuralSchema = { type: 'string' };
const number: StructuralSchema = { type: 'integer' };
const texts: StructuralSchema = { type: 'object', additionalProperties: text };

const versions: Readonly<Record<string, Omit<CustomResourceVersion, 'name' | 'served' | 'storage'>>> = {
  Widget: {
    subresources: { status: {} },
    schema: { openAPIV3Schema: { type: 'object', properties: {
      spec: { type: 'object', properties: {
        set: { type: 'array', items: text, 'x-kubernetes-list-type': 'set' },
        map: {
          type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'],
          items: { type: 'object', required: ['k'], properties: { k: text, v: text, n: { type: 'integer', default: 1 } } },
        },
        plain: { type: 'array', items: text },
        gran: texts,
        atom: { ...texts, 'x-kubernetes-map-type': 'atomic' },
        any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        n: number,
        s: { type: 'string', default: 'dflt' },
        nul: { type: 'string', nullable: true },
      } },
      status: { type: 'object', properties: { phase: text, n: number } },
    } } },
  },
  Gadget: {
    subresources: { status: {}, scale: { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas', labelSelectorPath: '.status.selector' } },
    schema: { openAPIV3Schema: { type: 'object', properties: {
      spec: { type: 'object', properties: { replicas: number } },
      status: { type: 'object', properties: { replicas: number, selector: text } },
    } } },
  },
};

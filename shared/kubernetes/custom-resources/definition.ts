import type { ConditionStatus, KubernetesObject } from '../types/meta.ts';
import type { AdditionalPrinterColumn } from '../printing/custom-resource.ts';
import type { StructuralSchema } from './structural-schema.ts';

/** apiextensions.k8s.io/v1 CustomResourceDefinition. */
export interface CustomResourceDefinition extends KubernetesObject {
  spec: {
    group: string;
    names: CustomResourceNames;
    scope: 'Namespaced' | 'Cluster';
    versions: CustomResourceVersion[];
    conversion?: { strategy: string };
    preserveUnknownFields?: boolean;
  };
  status?: {
    acceptedNames?: CustomResourceNames;
    conditions?: DefinitionCondition[];
    storedVersions?: string[];
  };
}

export interface CustomResourceNames {
  plural: string;
  kind: string;
  singular?: string;
  listKind?: string;
  shortNames?: string[];
  categories?: string[];
}

export interface CustomResourceVersion {
  name: string;
  served: boolean;
  storage: boolean;
  deprecated?: boolean;
  schema?: { openAPIV3Schema?: StructuralSchema };
  subresources?: { status?: object; scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string } };
  additionalPrinterColumns?: AdditionalPrinterColumn[];
}

export interface DefinitionCondition {
  type: string;
  status: ConditionStatus;
  lastTransitionTime?: string;
  reason?: string;
  message?: string;
}

/** Established and not on its way out of the names: objects of it are served. */
export function isServed({ status }: CustomResourceDefinition): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Established' && value === 'True') ?? false;
}

/** `group/version` of the version that is stored. */
export function storedVersionOf({ spec }: CustomResourceDefinition): string {
  return `${spec.group}/${spec.versions.find(({ storage }) => storage)?.name ?? ''}`;
}

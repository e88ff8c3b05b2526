import type { EndpointPort } from './endpoint-slice.ts';
import type { KubernetesObject, ObjectReference } from './meta.ts';

export interface EndpointAddress {
  ip: string;
  hostname?: string;
  nodeName?: string;
  targetRef?: ObjectReference;
}

/** Every address serves on every port. */
export interface EndpointSubset {
  addresses?: EndpointAddress[];
  notReadyAddresses?: EndpointAddress[];
  ports?: EndpointPort[];
}

/** v1; deprecated since v1.33 for EndpointSlices, and still kept up to date. */
export interface Endpoints extends KubernetesObject {
  subsets?: EndpointSubset[];
}

import type { ExportNote, ExportNoteCode } from '../../shared/export/index.ts';

const words: Readonly<Record<ExportNoteCode, string>> = {
  TrafficLeftOut: 'Simulated traffic is left out',
  ImageBehaviourLeftOut: 'How simulated images behave is left out; real ones run',
  MachinesLeftOut: 'Machines are left out; the cluster that takes the manifests has its own',
  NodeGroupsLeftOut: 'Node groups are left out',
  ServerMadeLeftOut: 'Objects that a cluster makes by itself are left out',
  ServerFieldsLeftOut: 'Fields that the API server writes are left out',
  UnknownFieldsLeftOut: 'Fields that Kubernetes does not have are left out, since kubectl apply refuses them',
  DefinitionsFirst: 'Apply definitions.yaml first, and wait until the definitions are Established',
  ManifestsApart: 'Kubernetes objects are exported as manifests, to be applied once the cluster is there',
  ControlPlaneAdded: 'The provider runs the control plane in the design; here a machine for it is added',
  ControlPlaneMissing: 'The provider runs the control plane in the design; kubeadm needs a machine with the role control-plane for kubeadm init',
  NamesNotKept: 'The tool gives machines names of its own',
  SizesNotKept: 'CPU and memory of machines cannot be said',
  NodeNetworkNotKept: 'The network of the machines cannot be said',
  GroupsFixed: 'Node groups become this many machines, and do not grow',
  LabelsRefused: 'Labels that a kubelet may not give itself are left out; kubectl label node sets them',
  EgressNotKept: 'That these machines do not reach the Internet cannot be said',
  SingleNodeUntainted: 'kind takes the NoSchedule taint from the only node of a cluster',
  LoadBalancersPending: 'Services of type LoadBalancer stay pending without a load balancer such as cloud-provider-kind',
  EndpointToProvide: 'The control plane needs a load balancer that answers to this name',
  ValuesToFillIn: 'Fill in what kubeadm init --upload-certs prints',
  PodNetworkToInstall: 'A pod network add-on for this range has to be installed',
  GroupMachinesJoin: 'Each machine of a group joins with the file of the group; nothing makes machines by itself',
  ControlPlaneManaged: 'EKS runs the control plane; machines of it are left out, but for those that are workers too',
  RegionChosen: 'The design names no region of AWS, so one was chosen',
  ZonesRenamed: 'Zones have names of AWS',
  ZonesAdded: 'EKS needs subnets in two zones, so one was added',
  TypesChanged: 'AWS has no machines of just this hardware; the nearest type is taken',
  AutoscalerToInstall: 'Groups only grow and shrink with a cluster autoscaler, which has to be installed',
  NodeNetworkChanged: 'The network of the machines is no range that a VPC takes',
  ServiceNetworkNotKept: 'The range of Services is none that EKS takes; it chooses one',
  PodsInVpc: 'Pods have addresses of the VPC, so this range is not used',
  NodesCutOff: 'Without NAT gateways nodes reach neither registries nor the API of EKS, unless VPC endpoints are made',
  AccountLimitsLeftOut: 'What limits the simulated account is left out',
};

/** A note as one line: what it says, the value that was chosen, and whom it is about. */
export function noteLine({ code, subjects, value }: ExportNote): string {
  return `${words[code]}${value === undefined ? '' : ` (${value})`}${subjects.length === 0 ? '' : `: ${subjects.join(', ')}`}.`;
}

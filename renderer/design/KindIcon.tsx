import {
  ArrowLeftRight, AtSign, Blocks, Box, BrickWall, Boxes, Cable, CalendarClock, CircleCheckBig, Container, Cloud, Copy, CopyPlus, DoorOpen, Cpu, Database, FileBadge, FileCog, FileQuestion, Folder, FolderOpen, Gauge, Globe, HardDrive, HeartPulse, History, IdCard,
  Puzzle, Key, KeyRound, Layers, Layers2, LayoutGrid, Network, Package, GitPullRequestArrow, Tags, PencilRuler, Plug, Route, Ruler, Scale, Signpost, SquareSplitVertical, ScrollText, Split, Timer, Server, ServerCog, Shield, ShipWheel, SquareDashed, Tag, Ticket, UserRoundCog, Waypoints, Zap,
  type LucideIcon,
} from 'lucide-react';
import { memo } from 'react';

/**
 * One icon per kind (a volume's source shares that of the object it mounts). Keys are Kubernetes kinds, volume sources (`emptyDir`), what stands in a cloud's network, and our own words: `ControlPlane`, `SingleMachine`
 * (machines by role) and `Container`.
 */
const icons: Record<string, LucideIcon> = {
  Cluster: Boxes, Machine: Server, Node: Server, ControlPlane: ShipWheel, SingleMachine: ServerCog, NodeGroup: LayoutGrid, TrafficSource: Globe, LoadBalancer: Scale,
  Namespace: Folder, Pod: Box, Container: Container, Deployment: Layers, ReplicaSet: Layers2, StatefulSet: Database, DaemonSet: CopyPlus,
  Job: CircleCheckBig, CronJob: CalendarClock, HorizontalPodAutoscaler: Gauge, Service: Waypoints, Ingress: Route, IngressClass: Signpost, EndpointSlice: Split, Lease: Timer, Event: ScrollText, ControllerRevision: History, NetworkPolicy: Shield,
  ConfigMap: FileCog, Secret: KeyRound, PersistentVolume: HardDrive, PersistentVolumeClaim: Ticket, StorageClass: Tag,
  ServiceAccount: IdCard, Role: UserRoundCog, ClusterRole: UserRoundCog, RoleBinding: Key, ClusterRoleBinding: Key,
  ResourceQuota: PencilRuler, LimitRange: Ruler, PodDisruptionBudget: HeartPulse, PriorityClass: Zap,
  emptyDir: Package, configMap: FileCog, secret: KeyRound, hostPath: FolderOpen, persistentVolumeClaim: Ticket,
  Endpoints: Network, CustomResourceDefinition: Blocks, VolumeAttachment: Cable, RuntimeClass: Cpu, ReplicationController: Copy, PodTemplate: SquareDashed,
  CertificateSigningRequest: FileBadge, APIService: Plug, IPAddress: AtSign,
  Component: Puzzle,
  Vpc: Cloud, Subnet: SquareSplitVertical, InternetGateway: DoorOpen, NatGateway: ArrowLeftRight, SecurityGroup: BrickWall,
  Binding: GitPullRequestArrow, Taint: Tags,
};

interface KindIconProps {
  kind: string;
  /** Side in px: 16 in rows, 17 in machine headers, 13 or 14 inline. */
  size?: number | undefined;
}

/** The icon of a kind. Unknown kinds (custom resources) get a page with a question mark. Always decoration: the word stands beside it. */
export const KindIcon = memo(function KindIcon({ kind, size = 16 }: KindIconProps) {
  const Icon = icons[kind] ?? FileQuestion;
  return <Icon size={size} strokeWidth={1.7} aria-hidden focusable={false} style={{ flex: 'none' }} />;
});

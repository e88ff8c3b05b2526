/** Manifests that several tests begin with. Small requests: every pod fits on every worker. */

const nginx = '{name: nginx, image: nginx:1.27, resources: {requests: {cpu: 100m, memory: 64Mi}}}';

export function deployment(name: string, replicas = 2): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
      - ${nginx}
`;
}

/** A bare pod, on this machine when one is named. It ends within five seconds when it is deleted. */
export function barePod(name: string, node?: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  ${node === undefined ? '' : `nodeSelector: {kubernetes.io/hostname: ${node}}`}
  terminationGracePeriodSeconds: 5
  containers:
  - ${nginx}
`;
}

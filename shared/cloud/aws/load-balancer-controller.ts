import type { Manifest } from '../../topology/types.ts';

const name = 'aws-load-balancer-controller';
const namespace = 'kube-system';
const version = 'v2.14.1';
const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': name };

/**
 * The AWS Load Balancer Controller as its Helm chart installs it with default values, and the IngressClass `alb`. Source: eks-charts, helm/aws-load-balancer-controller.
 * Without its webhooks, roles, and IngressClassParams: nobody is refused anything here, and nothing reads those.
 */
export function loadBalancerController(clusterName: string): Manifest[] {
  const metadata = { name, namespace, labels: { ...labels, 'app.kubernetes.io/version': version } };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    // What the chart makes up for the webhooks' server, without the keys.
    { apiVersion: 'v1', kind: 'Secret', metadata: { ...metadata, name: 'aws-load-balancer-tls' }, type: 'kubernetes.io/tls', data: { 'tls.crt': '', 'tls.key': '' } },
    {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata,
      spec: {
        replicas: 2, revisionHistoryLimit: 10, selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '8080' } },
          spec: {
            serviceAccountName: name, priorityClassName: 'system-cluster-critical', terminationGracePeriodSeconds: 10, securityContext: { fsGroup: 65534 },
            volumes: [{ name: 'cert', secret: { defaultMode: 420, secretName: 'aws-load-balancer-tls' } }],
            affinity: {
              podAntiAffinity: {
                preferredDuringSchedulingIgnoredDuringExecution: [{
                  weight: 100, podAffinityTerm: { labelSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: [name] }] }, topologyKey: 'kubernetes.io/hostname' },
                }],
              },
            },
            containers: [{
              name, image: `public.ecr.aws/eks/${name}:${version}`, imagePullPolicy: 'IfNotPresent', args: [`--cluster-name=${clusterName}`, '--ingress-class=alb'],
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
              volumeMounts: [{ mountPath: '/tmp/k8s-webhook-server/serving-certs', name: 'cert', readOnly: true }],
              ports: [{ name: 'webhook-server', containerPort: 9443, protocol: 'TCP' }, { name: 'metrics-server', containerPort: 8080, protocol: 'TCP' }],
              livenessProbe: { failureThreshold: 2, httpGet: { path: '/healthz', port: 61779, scheme: 'HTTP' }, initialDelaySeconds: 30, timeoutSeconds: 10 },
              readinessProbe: { failureThreshold: 2, httpGet: { path: '/readyz', port: 61779, scheme: 'HTTP' }, initialDelaySeconds: 10, successThreshold: 1, timeoutSeconds: 10 },
            }],
          },
        },
      },
    },
    { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'alb', labels: metadata.labels }, spec: { controller: 'ingress.k8s.aws/alb' } },
  ] as Manifest[];
}

import type { ImageProfile } from './behaviour.ts';

/**
 * What is known about images that people use to learn with: compressed download size of recent amd64 tags (rounded), how fast they
 * start, idle use, and what a small request costs them.
 * Starting points, not measurements of any one tag; a profile in the design overrides them field by field.
 */
export const knownImages: readonly ImageProfile[] = [
  {
    image: 'nginx', size: '69Mi', startSeconds: 0, readySeconds: 0, cpu: '2m', memory: '9Mi', stopSeconds: 0, stopCode: 0, user: '0',
    listens: [80], cpuPerRequest: '100u', memoryPerRequest: '16Ki', latencyMs: 1, maxConcurrent: 1024,
  },
  {
    image: 'httpd', size: '56Mi', startSeconds: 0, readySeconds: 0, cpu: '2m', memory: '20Mi', stopSeconds: 0, stopCode: 0, user: '0',
    listens: [80], cpuPerRequest: '300u', memoryPerRequest: '200Ki', latencyMs: 2, maxConcurrent: 400,
  },
  {
    image: 'traefik', size: '52Mi', startSeconds: 1, readySeconds: 1, cpu: '10m', memory: '60Mi', stopSeconds: 1, stopCode: 0, user: '0',
    listens: [80], cpuPerRequest: '200u', memoryPerRequest: '32Ki', latencyMs: 1, maxConcurrent: 10000, ingressController: 'traefik.io/ingress-controller',
  },
  {
    image: 'redis', size: '49Mi', startSeconds: 0, readySeconds: 1, cpu: '5m', memory: '12Mi', stopSeconds: 0, stopCode: 0, user: '0',
    listens: [6379], cpuPerRequest: '10u', memoryPerRequest: '20Ki', latencyMs: 0.2, maxConcurrent: 10000,
  },
  {
    image: 'memcached', size: '32Mi', startSeconds: 0, readySeconds: 0, cpu: '2m', memory: '8Mi', stopSeconds: 0, stopCode: 0, user: 'memcache',
    listens: [11211], cpuPerRequest: '10u', memoryPerRequest: '4Ki', latencyMs: 0.2, maxConcurrent: 1024,
  },
  {
    image: 'postgres', size: '154Mi', startSeconds: 2, readySeconds: 3, cpu: '10m', memory: '70Mi', stopSeconds: 1, stopCode: 0, user: '0',
    listens: [5432], cpuPerRequest: '1m', memoryPerRequest: '2Mi', latencyMs: 2, maxConcurrent: 100,
  },
  {
    image: 'mysql', size: '240Mi', startSeconds: 8, readySeconds: 10, cpu: '15m', memory: '420Mi', stopSeconds: 3, stopCode: 0, user: '0',
    listens: [3306], cpuPerRequest: '1m', memoryPerRequest: '1Mi', latencyMs: 2, maxConcurrent: 151,
  },
  {
    image: 'mariadb', size: '110Mi', startSeconds: 4, readySeconds: 6, cpu: '10m', memory: '110Mi', stopSeconds: 2, stopCode: 0, user: '0',
    listens: [3306], cpuPerRequest: '1m', memoryPerRequest: '1Mi', latencyMs: 2, maxConcurrent: 151,
  },
  {
    image: 'mongo', size: '270Mi', startSeconds: 3, readySeconds: 4, cpu: '15m', memory: '180Mi', stopSeconds: 1, stopCode: 0, user: '0',
    listens: [27017], cpuPerRequest: '500u', memoryPerRequest: '1Mi', latencyMs: 2, maxConcurrent: 1000,
  },
  {
    image: 'rabbitmq', size: '100Mi', startSeconds: 6, readySeconds: 9, cpu: '25m', memory: '150Mi', stopSeconds: 4, stopCode: 0, user: '0',
    listens: [5672], cpuPerRequest: '100u', memoryPerRequest: '100Ki', latencyMs: 1, maxConcurrent: 1000,
  },
  { image: 'fluent-bit', size: '30Mi', startSeconds: 0, readySeconds: 0, cpu: '5m', memory: '14Mi', stopSeconds: 1, stopCode: 0, user: '0', listens: [] },
  {
    image: 'registry.k8s.io/ingress-nginx/controller', size: '110Mi', startSeconds: 2, readySeconds: 4, cpu: '5m', memory: '90Mi', stopSeconds: 10, stopCode: 0, user: '101',
    listens: [80, 443, 10254], cpuPerRequest: '200u', memoryPerRequest: '32Ki', latencyMs: 1, maxConcurrent: 16384, ingressController: 'k8s.io/ingress-nginx',
  },
  ...['public.ecr.aws/eks/aws-load-balancer-controller', 'amazon/aws-load-balancer-controller'].map((image): ImageProfile => ({
    image, size: '27Mi', startSeconds: 1, readySeconds: 2, cpu: '3m', memory: '40Mi', stopSeconds: 1, stopCode: 0, user: '65532', listens: [8080, 9443, 61779], ingressController: 'ingress.k8s.aws/alb',
  })),
  {
    image: 'registry.k8s.io/coredns/coredns', size: '19Mi', startSeconds: 0, readySeconds: 1, cpu: '3m', memory: '16Mi', stopSeconds: 5, stopCode: 0, user: '65532',
    listens: [53, 8080, 8181, 9153],
  },
  { image: 'busybox', size: '2Mi', startSeconds: 0, readySeconds: 0, cpu: '1m', memory: '1Mi', user: '0', listens: [] },
  { image: 'alpine', size: '4Mi', startSeconds: 0, readySeconds: 0, cpu: '1m', memory: '1Mi', user: '0', listens: [] },
  { image: 'hello-world', size: '4Ki', startSeconds: 0, readySeconds: 0, cpu: '1m', memory: '1Mi', exit: { afterSeconds: 1, code: 0 }, listens: [] },
  { image: 'registry.k8s.io/pause', size: '300Ki', startSeconds: 0, cpu: '0', memory: '512Ki', stopSeconds: 0, stopCode: 0, user: '65535', listens: [] },
  { image: 'registry.k8s.io/etcd', size: '22Mi', cpu: '30m', memory: '60Mi', stopSeconds: 0, stopCode: 0 },
  { image: 'registry.k8s.io/kube-apiserver', size: '27Mi', startSeconds: 3, readySeconds: 4, cpu: '60m', memory: '280Mi', stopCode: 0 },
  { image: 'registry.k8s.io/kube-scheduler', size: '17Mi', cpu: '5m', memory: '24Mi', stopSeconds: 0, stopCode: 0 },
  { image: 'registry.k8s.io/kube-controller-manager', size: '23Mi', cpu: '20m', memory: '52Mi', stopSeconds: 0, stopCode: 0 },
  { image: 'registry.k8s.io/cloud-controller-manager', size: '21Mi', cpu: '5m', memory: '28Mi', stopSeconds: 0, stopCode: 0 },
];

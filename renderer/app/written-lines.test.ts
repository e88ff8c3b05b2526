import { expect, test } from 'vitest';
import { linesOfFields } from './written-lines.ts';

const yaml = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
spec:
  replicas: 3
  template:
    spec:
      containers:
        - name: nginx
          image: nginx:1.27
        - name: log-shipper
          image: fluent-bit:3.1
`;

test.each<[string[], number[]]>([
  [['spec.replicas'], [8]],
  [['spec.template.spec.containers[1]'], [14, 15]],
  [['spec.template.spec.containers[0].image', 'metadata.name'], [4, 13]],
  [['metadata.labels["app.kubernetes.io/name"]'], [6]],
  [['metadata'], [3, 4, 5, 6]],
  [['spec.paused', 'spec.replicas.deeper'], []],
])('%j stands on %j', (fields, lines) => {
  expect([...linesOfFields(yaml, fields)].sort((a, b) => a - b)).toEqual(lines);
});

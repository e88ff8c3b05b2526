import type { Fields } from '../fields.ts';
import { itemsOf, optionalFields, setDefault, textOf } from '../fields.ts';
import { defaultPullPolicy } from './image-tag.ts';
import { defaultResources } from './resources.ts';

/** Source: core/v1 defaults.go, SetDefaults_Container and the defaults of its parts. */
export function defaultContainer(container: Fields): void {
  setDefault(container, 'imagePullPolicy', defaultPullPolicy(textOf(container, 'image')));
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  for (const port of itemsOf(container, 'ports')) setDefault(port, 'protocol', 'TCP');
  for (const variable of itemsOf(container, 'env')) {
    const source = optionalFields(variable, 'valueFrom');
    const fieldRef = optionalFields(source, 'fieldRef');
    if (fieldRef) setDefault(fieldRef, 'apiVersion', 'v1');
    const fileKeyRef = optionalFields(source, 'fileKeyRef');
    if (fileKeyRef) setDefault(fileKeyRef, 'optional', false);
  }
  defaultResources(container);
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = optionalFields(container, name);
    if (probe) defaultProbe(probe);
  }
  const lifecycle = optionalFields(container, 'lifecycle');
  defaultHttpGet(optionalFields(optionalFields(lifecycle, 'postStart'), 'httpGet'));
  defaultHttpGet(optionalFields(optionalFields(lifecycle, 'preStop'), 'httpGet'));
}

function defaultProbe(probe: Fields): void {
  setDefault(probe, 'timeoutSeconds', 1);
  setDefault(probe, 'periodSeconds', 10);
  setDefault(probe, 'successThreshold', 1);
  setDefault(probe, 'failureThreshold', 3);
  defaultHttpGet(optionalFields(probe, 'httpGet'));
  const grpc = optionalFields(probe, 'grpc');
  if (grpc && grpc['service'] === undefined) grpc['service'] = '';
}

function defaultHttpGet(action: Fields | undefined): void {
  if (!action) return;
  setDefault(action, 'path', '/');
  setDefault(action, 'scheme', 'HTTP');
}

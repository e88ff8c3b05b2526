import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isScalarResourceName, schedulerRequest } from './pod-requests-scheduler.ts';
import { podLimits, podRequests, qosClass, resourceListOf } from './pod-requests.ts';
import { scaledNumber } from './quantity-number.ts';
import type { Container, PodSpec, ResourceList } from './types/pod.ts';

function container(requests?: ResourceList, limits?: ResourceList, restartPolicy?: string): Container {
  const resources = { ...(requests ? { requests } : {}), ...(limits ? { limits } : {}) };
  return { name: 'c', resources, ...(restartPolicy ? { restartPolicy } : {}) };
}

describe('effective requests', () => {
  it('adds containers, and takes the largest init container if that is more', () => {
    const spec: PodSpec = {
      containers: [container({ cpu: '100m', memory: '64Mi' }), container({ cpu: '200m' })],
      initContainers: [container({ cpu: '50m', memory: '1Gi' }), container({ cpu: '250m' })],
    };
    expect(resourceListOf(podRequests(spec))).toEqual({ cpu: '300m', memory: '1Gi' });
  });

  it('counts a sidecar beside later init containers and the containers, not beside earlier ones', () => {
    const spec: PodSpec = {
      containers: [container({ cpu: '1' })],
      initContainers: [container({ cpu: '3' }), container({ cpu: '2' }, undefined, 'Always'), container({ cpu: '1500m' })],
    };
    expect(resourceListOf(podRequests(spec))).toEqual({ cpu: '3500m' });
  });

  it('lets pod-level resources win for cpu, memory and huge pages only, and adds overhead', () => {
    const spec: PodSpec = {
      containers: [container({ cpu: '1', memory: '1Gi', 'example.com/gpu': '1' }, { memory: '2Gi' })],
      resources: { requests: { cpu: '500m', 'example.com/gpu': '5' }, limits: { cpu: '2' } },
      overhead: { cpu: '100m', memory: '10Mi' },
    };
    expect(resourceListOf(podRequests(spec))).toEqual({ cpu: '600m', memory: '1034Mi', 'example.com/gpu': '1' });
    expect(resourceListOf(podLimits(spec))).toEqual({ cpu: '2100m', memory: '2058Mi' });
  });
});

describe('QoS class', () => {
  const equal = { cpu: '1', memory: '1Gi' };
  it.each<[string, PodSpec, string]>([
    ['no resources', { containers: [container()] }, 'BestEffort'],
    ['zero requests', { containers: [container({ cpu: '0' })] }, 'BestEffort'],
    ['only extended resources', { containers: [container({ 'a.b/c': '1' }, { 'a.b/c': '1' })] }, 'BestEffort'],
    ['equal requests and limits', { containers: [container(equal, { cpu: '1000m', memory: '1024Mi' })] }, 'Guaranteed'],
    ['one container without', { containers: [container(equal, equal), container()] }, 'Burstable'],
    ['init container without', { containers: [container(equal, equal)], initContainers: [container()] }, 'Burstable'],
    ['only cpu', { containers: [container({ cpu: '1' }, { cpu: '1' })] }, 'Burstable'],
    ['limits above requests', { containers: [container(equal, { cpu: '2', memory: '1Gi' })] }, 'Burstable'],
    ['pod-level resources', { containers: [container()], resources: { requests: equal, limits: equal } }, 'Guaranteed'],
  ])('%s', (_name, spec, expected) => {
    expect(qosClass(spec)).toBe(expected);
  });
});

describe('the scheduler’s numbers', () => {
  it('defaults missing requests for scoring, but not explicit zeros', () => {
    const spec: PodSpec = { containers: [container(), container({ cpu: '0', memory: '1Mi' })] };
    expect(schedulerRequest(spec)).toEqual({
      milliCpu: 0, memory: 1024 * 1024, ephemeralStorage: 0, scalar: {}, nonZeroMilliCpu: 100, nonZeroMemory: 201 * 1024 * 1024,
    });
  });

  it('rounds fractions up once, after adding', () => {
    const spec: PodSpec = { containers: [container({ cpu: '0.4m', memory: '0.5' }), container({ cpu: '0.4m', memory: '0.5' })] };
    expect(schedulerRequest(spec)).toMatchObject({ milliCpu: 1, memory: 1 });
  });

  it('computes once per spec', () => {
    const spec: PodSpec = { containers: [container({ cpu: '1' })] };
    expect(schedulerRequest(spec)).toBe(schedulerRequest(spec));
  });

  it.each([
    ['example.com/gpu', true], ['hugepages-2Mi', true], ['attachable-volumes-aws-ebs', true], ['kubernetes.io/batch', true],
    ['pods', false], ['cpu', false], ['requests.example.com/gpu', false],
  ])('%s is scalar: %s', (name, scalar) => {
    expect(isScalarResourceName(name)).toBe(scalar);
  });

  const resources = fc.dictionary(
    fc.constantFrom('cpu', 'memory', 'ephemeral-storage', 'example.com/gpu', 'hugepages-2Mi'),
    fc.constantFrom('0', '1', '250m', '0.1m', '1.5', '64Mi', '1Gi', '100M', '3n', '9E', '1e3'),
    { noNullPrototype: true },
  );
  const containers = fc.array(resources.map((requests) => container(requests)), { maxLength: 3 });
  const inits = fc.array(
    fc.tuple(resources, fc.boolean()).map(([requests, sidecar]) => container(requests, undefined, sidecar ? 'Always' : undefined)),
    { maxLength: 3 },
  );

  it('equal the exact requests, whichever path computes them', () => {
    fc.assert(fc.property(containers, inits, fc.option(resources, { nil: undefined }), (main, init, overhead) => {
      const spec: PodSpec = { containers: main, initContainers: init, ...(overhead ? { overhead } : {}) };
      const exact = podRequests(spec);
      const fast = schedulerRequest(spec);
      const number = (name: string): number => {
        const quantity = exact.get(name);
        return quantity ? scaledNumber(quantity, name === 'cpu' ? -3 : 0) : 0;
      };
      expect([fast.milliCpu, fast.memory, fast.ephemeralStorage]).toEqual([number('cpu'), number('memory'), number('ephemeral-storage')]);
      for (const name of ['example.com/gpu', 'hugepages-2Mi']) expect(fast.scalar[name] ?? 0).toBe(number(name));
      expect(fast.nonZeroMilliCpu).toBeGreaterThanOrEqual(fast.milliCpu);
      expect(fast.nonZeroMemory).toBeGreaterThanOrEqual(fast.memory);
    }));
  });
});

import { expect, it } from 'vitest';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import { checkTopology } from './check-topology.ts';

const head = 'apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: {name: c}\nspec:\n';

it.each<[string, string, [number, string, string]]>([
  ['machines', '  machines:\n  - name: a\n    type: abacus\n    capacity: {cpu: "1", memory: "0"}\n', [8, 'spec.capacity[memory]', 'Machine "a": Invalid value: "0": must be greater than zero']],
  ['nodeGroups', '  nodeGroups:\n  - name: a\n    minSize: 3\n    maxSize: 2\n', [8, 'spec.maxSize', 'NodeGroup "a": Invalid value: 2: must be greater than or equal to `minSize`']],
  ['traffic', '  traffic:\n  - name: Loud\n    target: {host: a.b}\n    rate: {pattern: Constant, rps: 1}\n', [6, 'metadata.name', 'TrafficSource "Loud": Invalid value: "Loud": a lowercase RFC 1123 subdomain']],
])('what the API refuses of spec.%s is told with its line', (_list, yaml, [line, field, message]) => {
  const { text, problems } = TopologyText.parse(head + yaml, 'c');
  expect(problems).toEqual([]);
  const [problem, ...others] = checkTopology((text as TopologyText).topology, head + yaml);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ severity: 'error', document: 1, line, field });
  expect(problem?.message).toContain(message);
});

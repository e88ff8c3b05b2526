import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../shared/kubernetes/schema/catalogue.ts';
import { fixesFor } from './fix-suggestions.ts';
import { editDistance, nearestWord } from './nearest-word.ts';
import { problemsOfError, rangeOf } from './problems.ts';
import { failure } from '../../../shared/kubernetes/status.ts';

const schema = schemaOf('apps/v1', 'Deployment');
const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: three
  pasued: true
  template:
    spec:
      restartPolicy: always
      hostNetwork: yes
      containers:
      - name: nginx
        image: 7
        resources:
          requests:
            memory: 64 MiB
`;
const live = { spec: { replicas: 3, template: { spec: { containers: [{ image: 'nginx:1.27' }] } } } };

function fixed(field: string): string[] {
  return fixesFor({ severity: 'error', message: 'wrong', field }, text, schema, live).map(({ edit }) => {
    const after = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
    return (
      after
        .split('\n')
        .find((line, index) => line !== text.split('\n')[index])
        ?.trim() ?? ''
    );
  });
}

describe('fixes of YAML problems', () => {
  it.each([
    ['spec.replicas', ['replicas: 3']],
    ['spec.pasued', ['paused: true', 'template:']],
    ['spec.template.spec.restartPolicy', ['restartPolicy: Always']],
    ['spec.template.spec.hostNetwork', ['hostNetwork: true']],
    ['spec.template.spec.containers[0].image', ['image: "7"', 'image: nginx:1.27']],
    ['spec.template.spec.containers[0].resources.requests[memory]', ['memory: 64Mi']],
    ['spec.template.spec.nodeSelector', []],
  ])('mends %s', (field, lines) => expect(fixed(field)).toEqual(lines));

  it('replaces tabs', () => {
    const [fix] = fixesFor(
      { severity: 'error', message: 'Tabs are not allowed as indentation.', line: 2, column: 1 },
      'a:\n\tb: 1',
      schema,
      undefined,
    );
    expect(fix?.edit).toEqual({ from: 3, to: 8, insert: '  b: 1' });
  });

  it('aligns a line that stands too far in', () => {
    const broken = 'spec:\n  volumes:\n  - name: a\n    emptyDir: {}\n  hostNetwork: true\n    restartPolicy: Always\n';
    const [fix] = fixesFor(
      { severity: 'error', message: 'Nested mappings are not allowed in compact mappings.', line: 5, column: 16 },
      broken,
      schema,
      undefined,
    );
    expect(fix?.label.params).toEqual({ line: 6 });
    const after = broken.slice(0, fix?.edit.from) + (fix?.edit.insert ?? '') + broken.slice(fix?.edit.to);
    expect(after).toContain('\n  restartPolicy: Always\n');
  });

  it('measures how words differ', () => {
    expect(editDistance('pasued', 'paused')).toBe(1);
    expect(nearestWord('Alwasy', ['Never', 'Always'])).toBe('Always');
    expect(nearestWord('xyz', ['Never', 'Always'])).toBeUndefined();
  });
});

describe('places of problems', () => {
  it('underlines the value', () => {
    const range = rangeOf({ severity: 'error', message: '', line: 6, column: 13 }, text);
    expect(text.slice(range.from, range.to)).toBe('three');
  });

  it('finds the field that the API refused', () => {
    const status = failure('Invalid', 'Deployment is invalid', {
      causes: [{ reason: 'FieldValueInvalid', field: 'spec.replicas', message: 'must be greater than or equal to 0' }],
    });
    expect(problemsOfError({ kind: 'Refused', status }, text)).toMatchObject([{ field: 'spec.replicas', line: 6, column: 13 }]);
    expect(problemsOfError({ kind: 'Unavailable' }, text)).toBeUndefined();
  });
});

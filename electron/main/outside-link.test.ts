import { expect, test } from 'vitest';
import { outsideLink } from './outside-link.ts';

test.each([
  ['https://kubernetes.io/docs', 'https://kubernetes.io/docs'], ['HTTPS://Kubernetes.IO', 'https://kubernetes.io/'],
  ['http://kubernetes.io', undefined], ['file:///etc/passwd', undefined], ['javascript:alert(1)', undefined],
  ['https://kubernetes.io@evil.example', undefined],
  ['https://a:b@example.com', undefined], ['kubernetes.io', undefined], ['', undefined],
])('%s is handed to the browser as %s', (url, expected) => {
  expect(outsideLink(url)).toBe(expected);
});

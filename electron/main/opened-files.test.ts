import { expect, test } from 'vitest';
import { filesOnCommandLine } from './opened-files.ts';

test.each([
  [['clusterwright'], []],
  [['clusterwright', 'shop.cluster'], ['/home/ana/shop.cluster']],
  [['electron', '/repo/out/app', '--no-sandbox', '/x/a.yaml', 'b.JSON'], ['/x/a.yaml', '/home/ana/b.JSON']],
  [['clusterwright', '--file=shop.cluster', 'notes.txt', 'https://example.com/'], []],
])('%j opens %j', (commandLine, expected) => {
  expect(filesOnCommandLine(commandLine, '/home/ana')).toEqual(expected);
});

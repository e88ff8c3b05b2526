import { expect, test } from 'vitest';
import { notFound } from './libraries.ts';

test('reads the missing libraries from a listing of ldd', () => {
  const listing = [
    '\tlinux-vdso.so.1 (0x00007ffc5d9f2000)',
    '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f1c2a000000)',
    '\tlibnss3.so => not found',
    '\tlibgtk-3.so.0 => not found',
    '\t/lib64/ld-linux-x86-64.so.2 (0x00007f1c30000000)',
  ].join('\n');
  expect(notFound(listing)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
  expect(notFound('')).toEqual([]);
});

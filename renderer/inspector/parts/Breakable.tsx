import { Fragment } from 'react';

/** An API name that may be wider than its place: lines break after `/`, `:` and `=`, before they break within a word. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/:=])/).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}

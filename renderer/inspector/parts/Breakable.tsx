import { Fragment } from 'react';

/** An API name that may be wider than its place: lines break after `/`, `:` and `=` and before a hump, before they break within a word. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[/:=])|(?<=[a-z])(?=[A-Z])/).map((piece, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {piece}
    </Fragment>
  ));
}

import React from 'react';
export default function Stamp({children}) {
  return <b>{children}</b>;
}

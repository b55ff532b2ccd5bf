// Lines that tell how far something is.

/** Passing lines replace each other on a terminal; where nobody watches, only those that stay are shown. */
export const reporter = (): ((line: string, passing?: boolean) => void) => {
  const terminal = process.stderr.isTTY === true;
  return (line, passing = false) => {
    if (terminal) process.stderr.write(`\r\u001b[K${line}${passing ? '' : '\n'}`);
    else if (!passing) process.stderr.write(`${line}\n`);
  };
};

/**
 * Callboard's entry. It is plain JavaScript without static imports, so that a Node that is too old to read TypeScript
 * can still run it and say what to do (docs/platform/node.md, “Node runs TypeScript from 22.18 on”). Everything else is
 * in main.ts.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    'NODE_TOO_OLD: Callboard needs Node 22.18 or newer; this is Node ' +
      process.versions.node +
      '.\n  Run npm start, which brings its own Node, or install Node 24.\n',
  );
  process.exitCode = 1;
} else {
  // Compiled code is kept beside the packages, which makes later starts a third faster. Where nothing can be written
  // (a container's read-only image), Node continues without it.
  const cache = new URL('./node_modules/.cache/callboard-compiled', import.meta.url);
  process.getBuiltinModule('node:module').enableCompileCache(process.getBuiltinModule('node:url').fileURLToPath(cache));
  void import('./main.ts');
}

/**
 * Callboard's entry. No `import` and no `export` stand here, on purpose: an older Node reads this file as plain
 * CommonJS and can still say what to do, where a module would end in a stack trace (docs/platform/node.md, “Node runs
 * TypeScript from 22.18 on”). Everything else is in start/.
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
  // What was compiled once is kept beside the packages: later starts take a third less. Where nothing can be written
  // (a container's read-only image), Node goes on without.
  process.getBuiltinModule('node:module').enableCompileCache(__dirname + '/node_modules/.cache/callboard-compiled');
  void import('./start/main.ts');
}

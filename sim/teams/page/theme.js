// Not a module, because it must run before the first paint; otherwise a chosen theme would flash.
(() => {
  const chosen = localStorage.getItem('theme');
  if (['light', 'dark', 'contrast'].includes(chosen)) document.documentElement.dataset.theme = chosen;
})();

// Big buttons and a running total over fields that count notes.

for (const sheet of document.querySelectorAll('[data-notes]')) {
  const fields = [...sheet.querySelectorAll('input[data-worth]')];
  const total = sheet.querySelector('[data-total]');
  const write = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2 });
  const count = (field) => Math.max(0, Number.parseInt(field.value, 10) || 0);
  const reckon = () => {
    total.textContent = write.format(fields.reduce((sum, field) => sum + count(field) * Number(field.dataset.worth), 0) / 100);
  };

  for (const button of sheet.querySelectorAll('button[data-for]')) {
    const field = document.getElementById(button.dataset.for);
    button.hidden = false;
    button.addEventListener('click', () => {
      field.value = Math.min(Number(field.max), Math.max(0, count(field) + Number(button.dataset.by)));
      reckon();
    });
  }
  sheet.addEventListener('input', reckon);
  total.parentElement.hidden = false;
  reckon();
}

// Draws what a page has put beside each canvas as JSON (analytics/dashboards/blocks.py), with Chart.js.
(() => {
  const canvases = [...document.querySelectorAll("canvas[data-chart]")];
  if (!canvases.length) return;
  // Told apart by people of all kinds of colour vision, on light and dark.
  const COLOURS = ["#3b6fd4", "#e0862b", "#2f9e77", "#b65bb0", "#c9a227", "#5aa9d6", "#d1495b", "#7c7f86", "#6a51a3", "#8c564b", "#17a2a2", "#a0a83a", "#555"];
  // Whatever a page calls dark, its text is light there.
  const isDark = () => {
    const [red, green, blue] = getComputedStyle(canvases[0].closest("section")).color.match(/[\d.]+/g).map(Number);
    return red + green + blue > 384;
  };
  const inWords = (seconds) => {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
    const [first, second] = hours ? [`${hours} h`, `${minutes} min`] : minutes ? [`${minutes} min`, `${Math.round(seconds % 60)} s`] : [`${Math.round(seconds)} s`, "0"];
    return second.startsWith("0") ? first : `${first} ${second}`;
  };
  const WRITE = {
    dollars: (value, isShort) => `${value < 0 ? "−" : ""}$${Math.abs(value).toLocaleString("en", isShort ? { notation: "compact" } : { minimumFractionDigits: 2, maximumFractionDigits: Math.abs(value) < 0.1 ? 4 : 2 })}`,
    ratio: (value) => `${(value * 100).toLocaleString("en", { maximumFractionDigits: 1 })} %`,
    seconds: inWords,
    hours: (value) => inWords(value * 3600),
    count: (value, isShort) => value.toLocaleString("en", isShort ? { notation: "compact" } : { maximumFractionDigits: 1 }),
  };

  // Steps of a scale that people count time in.
  const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400, 604800];
  const stepOf = (told) => {
    const most = Math.max(0, ...told.series.flatMap((series) => series.values));
    return told.unit === "seconds" ? STEPS.find((step) => most / step <= 6) : undefined;
  };

  const dataset = (series, number, kind) => {
    const colour = series.faint ? (isDark() ? "#8b93a7" : "#8a909e") : COLOURS[number % COLOURS.length];
    const isLine = series.faint ? kind !== "bars" : kind === "lines";
    return {
      type: isLine ? "line" : "bar", label: series.label, data: series.values, borderColor: colour, backgroundColor: colour,
      stack: isLine || kind === "bars" ? undefined : "all", order: isLine ? 0 : 1, borderWidth: isLine ? 2 : 0,
      borderDash: series.faint ? [5, 4] : [], pointRadius: isLine && series.values.length < 32 ? 2 : 0, tension: 0, maxBarThickness: 48, spanGaps: true,
    };
  };

  const draw = (canvas) => {
    const told = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    const write = WRITE[told.unit];
    const [ink, line] = isDark() ? ["#c3c9d6", "#343b4a"] : ["#4b5262", "#e3e6ee"];
    return new Chart(canvas, {
      data: { labels: told.labels, datasets: told.series.map((series, number) => dataset(series, number, told.kind)) },
      options: {
        animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
        plugins: {
          legend: { display: told.series.length > 1, position: "bottom", labels: { color: ink, boxWidth: 12, boxHeight: 12 } },
          tooltip: { callbacks: { label: (item) => ` ${item.dataset.label}: ${write(item.parsed.y)}` }, filter: (item) => told.series.length < 3 || item.parsed.y !== 0 },
        },
        scales: {
          x: { stacked: told.kind === "stacked", grid: { display: false }, ticks: { color: ink, maxRotation: 50, autoSkipPadding: 12 } },
          y: { stacked: told.kind === "stacked", beginAtZero: true, grid: { color: line }, ticks: { color: ink, stepSize: stepOf(told), maxTicksLimit: 8, callback: (value) => write(value, true) } },
        },
      },
    });
  };

  let charts = canvases.map(draw);
  let wasDark = isDark();
  new MutationObserver(() => {
    if (isDark() === wasDark) return;
    wasDark = isDark();
    charts.forEach((chart) => chart.destroy());
    charts = canvases.map(draw);
  }).observe(document.documentElement, { attributeFilter: ["class"] });
})();

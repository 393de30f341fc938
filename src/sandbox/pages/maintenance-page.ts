/** What a gateway in front of the API might say. Paynet's own maintenance page, if it has one, is not documented. */
export const MAINTENANCE_PAGE = `<!DOCTYPE html>
<html lang="tr">
<head><meta charset="utf-8"><title>Bakım Çalışması</title></head>
<body><h1>Bakım Çalışması</h1><p>Sistemimizde bakım çalışması yapılmaktadır.</p></body>
</html>
`;

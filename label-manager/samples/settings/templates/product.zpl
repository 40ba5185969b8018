^XA
^FX A product label, 76 x 51 mm at 203 dpi: name, price, EAN-13. The printer makes the copies.
^PW608
^LL406
^FO24,24^A0N,44,44^FB560,2,4,L^FD${name}^FS
^FO24,140^A0N,28,28^FDArt. ${article}^FS
^FO360,130^A0N,56,56^FB224,1,0,R^FD${price} €^FS
^FO110,200^BY3,2,140^BEN,140,Y,N^FD${ean!number}^FS
^PQ${quantity!number}
^XZ

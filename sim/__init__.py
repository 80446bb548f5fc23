"""desist: a simulation of reoffending and of the local services that answer it.

The storeys of the house, top to bottom, each of which imports only those below it: ``cli``, then the sister
package ``calibration``, ``experiment``, ``report``, ``agencies``, ``programmes``, ``outcomes``, ``engine``,
``model``, ``scenario``, ``evidence``, and at the bottom ``draws``, ``distributions``, ``clock``, ``errors``.
"""

__version__ = "0.1.0"
